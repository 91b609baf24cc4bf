"""The window: pages, forms and tables over the services."""
