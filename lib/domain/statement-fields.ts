import { z } from 'zod'

/* Fields that statements, notes of adjustments and their ledger share. */

export const Count = z.number().int().nonnegative()
/** Exact decimal in USD with 12 digits, with a sign. */
export const Usd = z.string()
export const Time = z.string().describe('ISO 8601 in UTC')
/** SHA-256 in hexadecimal digits. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 hash')
export const reason = z.string().trim().max(300, 'a reason has 300 characters at most')
