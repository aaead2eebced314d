"""Documents of every format in the briefings folder, as an administrator drops them in."""

import json

from made_documents import block, docx, packed_zeros, pdf, pdf_with_content
from program import Installation


def test_documents_are_taken_in_and_quoted(installation: Installation) -> None:
    """A file that was made to harm is refused with its reason, and stops none of the others."""
    lines = ["The delegation arrived in Khujand on the third of March and met the gover-", "nor of the province there."]
    installation.write("arrival.pdf", pdf(block(72, 700, lines), title="Visit to Khujand"))
    installation.write("bomb.pdf", pdf_with_content(packed_zeros(2_000)))
    installation.write(
        "tunnel.docx",
        docx("<w:p><w:r><w:t>The railway tunnel under the Anzob pass will cost 48 million dollars.</w:t></w:r></w:p>"),
    )
    finished = installation.run("reindex", "--json")
    assert finished.code == 1
    found = json.loads(finished.out)
    assert found["taken"] == [{"file": "arrival.pdf", "outcome": "new"}, {"file": "tunnel.docx", "outcome": "new"}]
    assert found["refused"] == [
        {
            "file": "bomb.pdf",
            "reason": "reading it needs more memory than is allowed",
            "remedy": "Save its text alone as a .txt file, or paste the text with /add.",
        }
    ]
    answer = installation.json("ask", "--json", "Whom did the delegation meet in Khujand?")
    assert answer["quotes"][0]["text"] == (
        "The delegation arrived in Khujand on the third of March and met the governor of the province there."
    )
    assert (answer["quotes"][0]["title"], answer["quotes"][0]["date"]) == ("Visit to Khujand", None)
