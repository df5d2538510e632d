/** Random, also where a page is no secure context and has no `randomUUID`. */
export function newPriceId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
