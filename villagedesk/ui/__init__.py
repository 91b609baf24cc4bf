"""The window: pages, widgets and the one door for threads, on top of the services.

What has no Qt in it is imported before Qt, here: PySide6 reads the source of every module that is imported after it.
"""

from villagedesk.services import upkeep as upkeep
