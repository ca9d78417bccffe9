"""What a text says and when: claims, speakers, time. Pure functions over source text."""
