import { z } from 'zod';

/** Fields of osquery's own protocol; what a version adds is let through. */
export const enrollInput = z.looseObject({
  enroll_secret: z.string().max(200).default(''),
  host_identifier: z.string().max(255).default(''),
  host_details: z.record(z.string(), z.unknown()).default({}),
});

export const nodeInput = z.looseObject({ node_key: z.string().max(200).default('') });
