-- CreateTable
CREATE TABLE "retention" (
    "tenant_id" INTEGER NOT NULL,
    "record_days" INTEGER NOT NULL,
    "detection_days" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retention_pkey" PRIMARY KEY ("tenant_id")
);

ALTER TABLE "retention" ADD CONSTRAINT "retention_days" CHECK (record_days BETWEEN 1 AND 3650 AND detection_days BETWEEN record_days AND 3650);

-- The one place that knows what holds for a tenant which has chosen nothing: a quarter of records, and detections for five quarterly reports.
CREATE FUNCTION retention_of(tenant int, OUT record_days int, OUT detection_days int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce(max(r.record_days), 90), coalesce(max(r.detection_days), 460) FROM retention r WHERE r.tenant_id = tenant
$$;

-- Day partitions that end before `before`, the oldest first. Their day is in their name (ensure_partitions).
CREATE FUNCTION partitions_before(before date) RETURNS TABLE (partition_name text, parent text, partition_day date) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.relname::text, p.relname::text, to_date(right(c.relname, 8), 'YYYYMMDD')
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
  WHERE p.relkind = 'p' AND p.relnamespace = 'public'::regnamespace AND c.relname ~ '_[0-9]{8}$' AND to_date(right(c.relname, 8), 'YYYYMMDD') < before
  ORDER BY 3, 1
$$;

-- Forgets in one partition what no tenant's retention keeps: the whole partition when nobody wants it any more (-1), else the rows of the tenants that keep
-- less than others (their number). The application may not delete received data; this reads the days itself, so that it can be asked for nothing else.
CREATE FUNCTION forget_partition(partition text, today date) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '3s' AS $$
DECLARE
  part record;
  gone bigint := 0;
  found bigint;
  tenant int;
BEGIN
  SELECT * INTO part FROM partitions_before(least(today, current_date)) WHERE partition_name = partition;
  IF part IS NULL THEN RETURN 0; END IF;
  IF NOT EXISTS (SELECT FROM tenant t WHERE part.partition_day >= today - (SELECT CASE part.parent WHEN 'detection' THEN r.detection_days ELSE r.record_days END FROM retention_of(t.id) r)) THEN
    EXECUTE format('DROP TABLE %I', partition);
    RETURN -1;
  END IF;
  FOR tenant IN SELECT t.id FROM tenant t WHERE part.partition_day < today - (SELECT CASE part.parent WHEN 'detection' THEN r.detection_days ELSE r.record_days END FROM retention_of(t.id) r) LOOP
    EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', partition) USING tenant;
    GET DIAGNOSTICS found = ROW_COUNT;
    gone := gone + found;
  END LOOP;
  RETURN gone;
END $$;

REVOKE EXECUTE ON FUNCTION retention_of(int), partitions_before(date), forget_partition(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_of(int), partitions_before(date), forget_partition(text, date) TO yagura_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON "retention" TO yagura_app;
ALTER TABLE "retention" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "retention" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
