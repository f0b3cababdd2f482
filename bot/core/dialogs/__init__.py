"""One question, one engine: every form a person walks is made of these steps."""
