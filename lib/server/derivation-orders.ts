import { DerivationOrder, type DerivationKind } from '#lib/domain/derivation.ts'
import { ConfigEntries } from './config-entries.ts'

/** What a project has ordered to be derived anew: one entry a kind, its versions are the history. */
export const derivationOrders: Readonly<Record<DerivationKind, ConfigEntries<typeof DerivationOrder>>> = {
  repricing: new ConfigEntries('repricing', DerivationOrder),
  reattribution: new ConfigEntries('reattribution', DerivationOrder),
}
export const orderEntryId = 'order'
