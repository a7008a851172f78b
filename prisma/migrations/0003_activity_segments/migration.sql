-- Activities live in segments: thousands of them in one row, column by column, compressed (lib/engine/segment).
DROP TABLE "activity";

-- CreateTable
CREATE TABLE "activity_segment" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "first_ordinal" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "first_observed" TIMESTAMPTZ(3) NOT NULL,
    "last_observed" TIMESTAMPTZ(3) NOT NULL,
    "layout" BYTEA NOT NULL,
    "filter" BYTEA NOT NULL,
    "columns" BYTEA NOT NULL,

    CONSTRAINT "activity_segment_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","first_ordinal")
) PARTITION BY RANGE ("received_day");

-- Already compressed, and read in parts: one block of the filter, the columns that a query names.
ALTER TABLE "activity_segment" ALTER COLUMN "layout" SET STORAGE EXTERNAL, ALTER COLUMN "filter" SET STORAGE EXTERNAL, ALTER COLUMN "columns" SET STORAGE EXTERNAL;

-- Partitions for every table that is cut by the day of receipt, whatever migration made it.
CREATE OR REPLACE FUNCTION ensure_partitions(first_day date, days int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  made int := 0;
  parent text;
  partition_day date;
  partition_name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOR parent IN
    SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
    WHERE c.relnamespace = 'public'::regnamespace AND p.partnatts = 1 AND a.attname = 'received_day' ORDER BY 1
  LOOP
    FOR i IN 0 .. days - 1 LOOP
      partition_day := first_day + i;
      partition_name := parent || '_' || to_char(partition_day, 'YYYYMMDD');
      IF to_regclass(partition_name) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition_name, parent, partition_day, partition_day + 1);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

GRANT SELECT ON "activity_segment" TO yagura_app;
GRANT INSERT ON "activity_segment" TO yagura_ingest;
ALTER TABLE "activity_segment" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "activity_segment" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
