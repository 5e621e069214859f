"""The European Union's sanctions lists."""
