import { RepricingOrder } from '#lib/domain/repricing.ts'
import { ConfigEntries } from './config-entries.ts'

/** What a project has ordered to be priced anew: one entry, its versions are the history. */
export const repricingOrders = new ConfigEntries('repricing', RepricingOrder)
export const repricingId = 'order'
