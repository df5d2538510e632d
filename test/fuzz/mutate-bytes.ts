import type { Rng } from '#lib/demo/rng.ts'

const kinds = ['cut', 'flip', 'noise inside', 'only noise', 'doubled', 'nothing', 'trailing', 'swapped'] as const

/** Damage that knows nothing of the encoding. */
export function mutateBytes(body: Buffer, rng: Rng): { name: string; body: Buffer } {
  const at = rng.int(0, Math.max(0, body.length - 1))
  switch (rng.pick(kinds)) {
    case 'cut':
      return { name: 'cut short', body: body.subarray(0, at) }
    case 'flip': {
      const flipped = Buffer.from(body)
      for (let count = rng.int(1, 8); count > 0 && flipped.length > 0; count -= 1) {
        const place = rng.int(0, flipped.length - 1)
        flipped[place] = (flipped[place] ?? 0) ^ (1 << rng.int(0, 7))
      }
      return { name: 'flipped bits', body: flipped }
    }
    case 'noise inside': {
      const noise = noiseOf(rng, rng.int(1, 64))
      return { name: 'noise inside', body: Buffer.concat([body.subarray(0, at), noise, body.subarray(at)]) }
    }
    case 'only noise':
      return { name: 'only noise', body: noiseOf(rng, rng.int(1, 4_000)) }
    case 'doubled':
      return { name: 'twice the body', body: Buffer.concat([body, body]) }
    case 'nothing':
      return { name: 'nothing', body: Buffer.alloc(0) }
    case 'trailing':
      return { name: 'bytes behind', body: Buffer.concat([body, noiseOf(rng, rng.int(1, 3))]) }
    case 'swapped':
      return { name: 'halves swapped', body: Buffer.concat([body.subarray(at), body.subarray(0, at)]) }
  }
}

function noiseOf(rng: Rng, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => rng.int(0, 255)))
}
