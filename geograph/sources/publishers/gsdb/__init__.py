"""The Global Sanctions Data Base: cases of sanctions with their objectives and success."""
