"""The civic areas, each a slice: models, rules, queries, service, dialogs, texts, jobs, papers.

Leftward only: municipality <- residents <- people <- broadcasts <- bulletins <- admin.
"""
