-- CreateTable
CREATE TABLE "osquery_node" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "host_identifier" TEXT NOT NULL,
    "host_details" JSONB NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "osquery_node_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "syslog_network" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "network" INET NOT NULL,

    CONSTRAINT "syslog_network_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "syslog_count" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "transport" TEXT NOT NULL,
    "dropped" BIGINT NOT NULL DEFAULT 0,
    "truncated" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "syslog_count_pkey" PRIMARY KEY ("tenant_id","source_id","transport")
);

-- CreateTable
CREATE TABLE "syslog_listener" (
    "transport" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "connections" INTEGER NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "kernel_drops" BIGINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "syslog_listener_pkey" PRIMARY KEY ("transport")
);

-- CreateTable
CREATE TABLE "syslog_unknown_peer" (
    "transport" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "syslog_unknown_peer_pkey" PRIMARY KEY ("transport","address")
);

-- CreateIndex
CREATE INDEX "osquery_node_tenant_id_source_id_host_identifier_idx" ON "osquery_node"("tenant_id", "source_id", "host_identifier");

-- CreateIndex
CREATE UNIQUE INDEX "osquery_node_tenant_id_hash_key" ON "osquery_node"("tenant_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "syslog_network_tenant_id_network_key" ON "syslog_network"("tenant_id", "network");

-- AddForeignKey
ALTER TABLE "osquery_node" ADD CONSTRAINT "osquery_node_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "syslog_network" ADD CONSTRAINT "syslog_network_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "syslog_count" ADD CONSTRAINT "syslog_count_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A syslog sender is known by its address alone, so no tenant may claim addresses that another has: it would take that tenant's records.
CREATE FUNCTION check_syslog_network() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('syslog_network'));
  NEW.network := network(NEW.network);
  IF EXISTS (SELECT FROM syslog_network other WHERE other.tenant_id <> NEW.tenant_id AND other.network && NEW.network) THEN
    RAISE EXCEPTION 'network % is taken', NEW.network USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION check_syslog_network() FROM PUBLIC;
CREATE TRIGGER check_syslog_network BEFORE INSERT OR UPDATE ON "syslog_network" FOR EACH ROW EXECUTE FUNCTION check_syslog_network();

-- The listener serves all tenants: it learns from here whose records an address sends.
CREATE FUNCTION syslog_routes() RETURNS TABLE (tenant_id int, source_id int, name text, paused boolean, network text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.tenant_id, s.id, s.name, s.paused_at IS NOT NULL, n.network::cidr::text
  FROM syslog_network n JOIN source s ON s.tenant_id = n.tenant_id AND s.id = n.source_id
$$;
REVOKE EXECUTE ON FUNCTION syslog_routes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION syslog_routes() TO yagura_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON "osquery_node", "syslog_network", "syslog_count", "syslog_listener", "syslog_unknown_peer" TO yagura_app;
GRANT USAGE ON SEQUENCE "osquery_node_id_seq", "syslog_network_id_seq" TO yagura_app;

DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['osquery_node', 'syslog_network', 'syslog_count'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
