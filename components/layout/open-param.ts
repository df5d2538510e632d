import { parseAsBoolean } from 'nuqs'

/** Whether a dialog is open, in the address: another page can lead straight to it. */
export const openParam = parseAsBoolean.withDefault(false)
