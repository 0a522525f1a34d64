"""What MkDocs does not make: the plugin, the directory's lists, the build and its command.

Imports `checks`; `checks` never imports this. Only `plugin` may import MkDocs.
"""
