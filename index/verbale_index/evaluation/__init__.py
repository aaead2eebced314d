"""Measuring how well questions are answered, on a set of questions whose answers are known."""
