-- A rule's page asks for the signals of that rule alone.
CREATE INDEX "signal_tenant_id_rule_id_idx" ON "signal"("tenant_id", "rule_id");
