"""villagedesk (村务坐班台) runs duty, attendance and registers of one village office."""

__version__ = "0.1.0"
