import type { PriceClass } from '#lib/domain/cost.ts'
import { withoutZeros, type ExtraUnits, type Usage } from '#lib/domain/usage.ts'

/** Tokens of a call before audio, images and video are taken out of them. */
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
  | 'inputAudio'
  | 'inputImage'
  | 'inputVideo'
  | 'cacheReadAudio'
  | 'cacheReadImage'
  | 'cacheReadVideo'
  | 'outputAudio'
  | 'outputImage'
  | 'outputVideo'
>

/** Takes audio, image and video tokens out of input, cache reads and output. No class becomes negative, whatever was reported. */
export function splitUnits(whole: WholeTokens, units: ExtraUnits): SplitTokens {
  const audio = splitInput(whole, units.inputAudioTokens, units.cacheReadAudioTokens)
  const image = splitInput(audio, units.inputImageTokens, units.cacheReadImageTokens)
  const video = splitInput(image, units.inputVideoTokens, units.cacheReadVideoTokens)
  const output = splitOutput(whole.output, units)
  return {
    fresh: video.fresh,
    cacheRead: video.cacheRead,
    output: output.text,
    counts: {
      inputAudio: audio.plain,
      cacheReadAudio: audio.cached,
      inputImage: image.plain,
      cacheReadImage: image.cached,
      inputVideo: video.plain,
      cacheReadVideo: video.cached,
      ...output.counts,
    },
    unsplit: [
      ...(audio.isUnsplit ? (['inputAudio'] as const) : []),
      ...(image.isUnsplit ? (['inputImage'] as const) : []),
      ...(video.isUnsplit ? (['inputVideo'] as const) : []),
    ],
    exceeds: audio.exceeds || image.exceeds || video.exceeds || output.exceeds,
  }
}

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

/** Of an unknown output at least its told parts are known. */
function splitOutput(told: Usage['outputTokens'], units: ExtraUnits) {
  const parts = [units.outputAudioTokens ?? 0, units.outputImageTokens ?? 0, units.outputVideoTokens ?? 0]
  const sum = parts.reduce((all, part) => all + part, 0)
  let text = told ?? sum
  const [outputAudio = 0, outputImage = 0, outputVideo = 0] = parts.map((part) => {
    const taken = Math.min(part, text)
    text -= taken
    return taken
  })
  return { text, counts: { outputAudio, outputImage, outputVideo }, exceeds: told !== null && sum > told }
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
    inputVideoTokens: counts.inputVideo + counts.cacheReadVideo,
    cacheReadVideoTokens: counts.cacheReadVideo,
    outputAudioTokens: counts.outputAudio,
    outputImageTokens: counts.outputImage,
    outputVideoTokens: counts.outputVideo,
  })
}
