import type { AdjustmentReason } from '#lib/domain/adjustment.ts'

/** Why a run is billed otherwise than it was. */
export const reasonTexts: Record<AdjustmentReason, string> = {
  late_run: 'came after closing',
  gone: 'not in the period any more',
  moved: 'another tenant’s by now',
  late_data: 'data came after closing',
  mapping: 'read anew, by newer rules',
  price: 'priced anew',
  reassembled: 'put together anew',
}
