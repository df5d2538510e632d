import { accountEndpoints } from './endpoints/account-endpoints.ts'
import { chargebackEndpoints } from './endpoints/chargeback-endpoints.ts'
import { budgetEndpoints } from './endpoints/budget-endpoints.ts'
import { costEndpoints } from './endpoints/cost-endpoints.ts'
import { attributionEndpoints } from './endpoints/attribution-endpoints.ts'
import { historyEndpoints } from './endpoints/history-endpoints.ts'
import { memberEndpoints } from './endpoints/member-endpoints.ts'
import { keyEndpoints } from './endpoints/key-endpoints.ts'
import { priceEndpoints } from './endpoints/price-endpoints.ts'
import { projectEndpoints } from './endpoints/project-endpoints.ts'
import { runListEndpoints } from './endpoints/run-list-endpoints.ts'
import { runEndpoints } from './endpoints/run-endpoints.ts'
import { sessionEndpoints } from './endpoints/session-endpoints.ts'
import { shareEndpoints } from './endpoints/share-endpoints.ts'
import { viewEndpoints } from './endpoints/view-endpoints.ts'

/** Every endpoint of the JSON API, in the order of the documentation. */
export const endpoints = {
  ...projectEndpoints,
  ...runListEndpoints,
  ...runEndpoints,
  ...costEndpoints,
  ...chargebackEndpoints,
  ...budgetEndpoints,
  ...sessionEndpoints,
  ...shareEndpoints,
  ...viewEndpoints,
  ...priceEndpoints,
  ...keyEndpoints,
  ...attributionEndpoints,
  ...accountEndpoints,
  ...memberEndpoints,
  ...historyEndpoints,
} as const

export type EndpointName = keyof typeof endpoints
