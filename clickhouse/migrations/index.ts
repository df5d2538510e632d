import type { Migration } from '../migrate.ts'
import { spansMigration } from './001-spans.ts'
import { runsMigration } from './002-runs.ts'
import { configMigration } from './003-config.ts'
import { ingestOutcomesMigration } from './004-ingest-outcomes.ts'
import { runSearchMigration } from './005-run-search.ts'
import { cheaperTracesMigration } from './006-cheaper-traces.ts'
import { mergedRunsMigration } from './007-merged-runs.ts'
import { syncedStateMigration } from './008-synced-state.ts'
import { signInsMigration } from './009-sign-ins.ts'
import { keyUsesMigration } from './010-key-uses.ts'
import { signInGuessesMigration } from './011-sign-in-guesses.ts'
import { runNamesMigration } from './012-run-names.ts'
import { costSharesMigration } from './013-cost-shares.ts'
import { runChargesMigration } from './014-run-charges.ts'
import { statementsMigration } from './015-statements.ts'
import { extraUnitsMigration } from './016-extra-units.ts'
import { quickerCostsMigration } from './017-quicker-costs.ts'
import { olderChargesMigration } from './018-older-charges.ts'
import { callKindsMigration } from './019-call-kinds.ts'
import { nestedSharesMigration } from './020-nested-shares.ts'
import { mergedByQuartersMigration } from './021-merged-by-quarters.ts'

/** In the order in which they are applied. */
export const migrations: readonly Migration[] = [
  spansMigration,
  runsMigration,
  configMigration,
  ingestOutcomesMigration,
  runSearchMigration,
  cheaperTracesMigration,
  mergedRunsMigration,
  syncedStateMigration,
  signInsMigration,
  keyUsesMigration,
  signInGuessesMigration,
  runNamesMigration,
  costSharesMigration,
  runChargesMigration,
  statementsMigration,
  extraUnitsMigration,
  quickerCostsMigration,
  olderChargesMigration,
  callKindsMigration,
  nestedSharesMigration,
  mergedByQuartersMigration,
]
