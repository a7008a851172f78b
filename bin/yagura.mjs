#!/usr/bin/env node
import { ensureBundles, requireNode, root } from './bootstrap.mjs';

requireNode();
ensureBundles();
process.env.YAGURA_ROOT ??= root;
await import('../dist/cli.mjs');
