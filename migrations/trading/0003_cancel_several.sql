-- One card can cancel several orders: its changes share the card, and an order is still changed once by it.
DROP INDEX order_changes_action;
CREATE UNIQUE INDEX order_changes_action ON order_changes (action_id, order_id) WHERE action_id IS NOT NULL;
