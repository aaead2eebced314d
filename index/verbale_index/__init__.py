"""What finds: encoders, vectors, generations, and the way from a question to an answer."""
