"""The monthly and the quarterly bulletin: opened, reminded of, published by themselves; on paper too."""
