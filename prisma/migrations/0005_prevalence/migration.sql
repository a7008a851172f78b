-- CreateTable
CREATE TABLE "sighting" (
    "tenant_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "learnt_on" DATE NOT NULL DEFAULT CURRENT_DATE,

    CONSTRAINT "sighting_pkey" PRIMARY KEY ("tenant_id","subject","place","day")
);

-- CreateIndex
CREATE INDEX "sighting_tenant_id_day_idx" ON "sighting"("tenant_id", "day");

GRANT SELECT, INSERT, UPDATE, DELETE ON "sighting" TO yagura_app;
ALTER TABLE "sighting" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "sighting" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
