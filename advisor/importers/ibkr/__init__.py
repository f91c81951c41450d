"""Interactive Brokers: the activity statement, and Flex Queries as XML and CSV."""
