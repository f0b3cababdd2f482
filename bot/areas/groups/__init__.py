"""Village groups on WhatsApp and Telegram: who forwards there, what goes there, how many members it reaches.

It stands below bulletins and hearings, which tell of their groups in their own reports.
"""
