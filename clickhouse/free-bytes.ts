/**
 * Gives memory back at once. Left to the garbage collector, the megabytes that pass for each request make it
 * mark the whole heap several times a second, which costs more than to write them. Nobody may need the bytes any
 * more: whoever reads them fails. What shares its memory with others stays.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
