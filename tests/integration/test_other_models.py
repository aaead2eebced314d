"""Any sentence-transformers model by its folder, through the whole program."""

import json

from program import Installation, other_model_folder


def test_another_model_is_a_clean_rebuild_and_so_is_coming_back(stocked: Installation) -> None:
    stocked.settings["VERBALE_EMBEDDING_MODEL"] = other_model_folder()
    question = ("ask", "--json", "When will the road over the Anzob pass reopen?")
    # Nobody has reindexed yet: the index of the other model is named and built again.
    finished = stocked.run(*question)
    assert finished.code == 0
    assert "another embedding model" in finished.err
    assert json.loads(finished.out)["quotes"][0]["text"].endswith("the Anzob pass would reopen in May.")
    status = stocked.json("status", "--json")
    assert (status["generation"]["number"], status["generation"]["model"]) == (2, other_model_folder())
    assert stocked.json("reindex", "--json")["built"] is False
    del stocked.settings["VERBALE_EMBEDDING_MODEL"]
    again = stocked.json("reindex", "--json")
    assert (again["built"], again["embedded"], again["generation"]) == (True, 0, 3)


def test_a_model_that_cannot_be_loaded_is_one_clear_line(stocked: Installation) -> None:
    stocked.settings["VERBALE_EMBEDDING_MODEL"] = "no/such-model"
    finished = stocked.run("ask", "Who came?")
    assert finished.code == 1
    assert finished.err.startswith("verbale: The embedding model no/such-model cannot be used: ")
    assert finished.err.count("\n") == 1
