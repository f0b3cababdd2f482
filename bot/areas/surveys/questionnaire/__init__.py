"""What is asked: pure values and rules, whatever asks them (chat, paper, a table)."""
