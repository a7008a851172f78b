-- CreateTable
CREATE TABLE "saved_search" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "owner_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_tenant_id_owner_id_name_key" ON "saved_search"("tenant_id", "owner_id", "name");

-- A person's searches may be changed and thrown away: who did so stands in the audit trail.
GRANT SELECT, INSERT, UPDATE, DELETE ON "saved_search" TO yagura_app;
GRANT USAGE ON SEQUENCE "saved_search_id_seq" TO yagura_app;
ALTER TABLE "saved_search" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "saved_search" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
