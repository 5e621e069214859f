"""Who is one across sources, and which row tells of which event: proposed, judged by people."""
