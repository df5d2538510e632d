import type { PriceClass } from '#lib/domain/cost.ts'
import { withoutZeros, type ExtraUnits, type Usage } from '#lib/domain/usage.ts'

/** Tokens of a call before audio and images are taken out of them. */
export type WholeTokens = { fresh: number; cacheRead: number; output: Usage['outputTokens'] }

/** Tokens by disjoint class; what is left of the three classes is text. */
export type SplitTokens = {
  fresh: number
  cacheRead: number
  output: number
  counts: Readonly<Record<ModalityClass, number>>
  /** Classes of which nothing tells how much of them came from the cache; taken as fresh, an upper bound. */
  unsplit: readonly ModalityClass[]
  /** The parts are more than the whole: what does not fit is left out. */
  exceeds: boolean
}

export type ModalityClass = Extract<
  PriceClass,
  'inputAudio' | 'inputImage' | 'cacheReadAudio' | 'cacheReadImage' | 'outputAudio' | 'outputImage'
>

/** Takes audio and image tokens out of input, cache reads and output. No class becomes negative, whatever was reported. */
export function splitUnits(whole: WholeTokens, units: ExtraUnits): SplitTokens {
  const audio = splitInput(whole, units.inputAudioTokens, units.cacheReadAudioTokens)
  const image = splitInput(audio, units.inputImageTokens, units.cacheReadImageTokens)
  const [outputAudio, outputImage] = [units.outputAudioTokens ?? 0, units.outputImageTokens ?? 0]
  // Of an unknown output at least its told parts are known.
  const output = whole.output ?? outputAudio + outputImage
  const counts = {
    inputAudio: audio.plain,
    cacheReadAudio: audio.cached,
    inputImage: image.plain,
    cacheReadImage: image.cached,
    outputAudio: Math.min(outputAudio, output),
    outputImage: Math.min(outputImage, Math.max(0, output - outputAudio)),
  }
  return {
    fresh: image.fresh,
    cacheRead: image.cacheRead,
    output: output - counts.outputAudio - counts.outputImage,
    counts,
    unsplit: [...(audio.isUnsplit ? (['inputAudio'] as const) : []), ...(image.isUnsplit ? (['inputImage'] as const) : [])],
    exceeds: audio.exceeds || image.exceeds || outputAudio + outputImage > output,
  }
} // prettier-ignore

/** One modality: all of it that is input, and how much of that the cache gave. */
function splitInput(
  { fresh, cacheRead }: Pick<WholeTokens, 'fresh' | 'cacheRead'>,
  told: number | undefined,
  toldCached: number | undefined,
) {
  const all = Math.max(told ?? 0, toldCached ?? 0)
  const cached = Math.min(toldCached ?? Math.max(0, all - fresh), cacheRead)
  const plain = Math.min(all - cached, fresh)
  return {
    plain,
    cached,
    fresh: fresh - plain,
    cacheRead: cacheRead - cached,
    isUnsplit: toldCached === undefined && Math.min(all, cacheRead) > cached,
    exceeds: plain + cached < all,
  }
}

/** The units of a call as they are charged: those of several calls may be added. */
export function chargedUnits(whole: WholeTokens, units: ExtraUnits): ExtraUnits {
  const { counts } = splitUnits(whole, units)
  return withoutZeros({
    ...units,
    inputAudioTokens: counts.inputAudio + counts.cacheReadAudio,
    cacheReadAudioTokens: counts.cacheReadAudio,
    inputImageTokens: counts.inputImage + counts.cacheReadImage,
    cacheReadImageTokens: counts.cacheReadImage,
    outputAudioTokens: counts.outputAudio,
    outputImageTokens: counts.outputImage,
  })
}
