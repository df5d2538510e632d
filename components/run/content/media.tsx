import type { MessagePart } from '#lib/domain/message.ts'
import { formatBytes } from './format-bytes.ts'

type MediaPart = Extract<MessagePart, { type: 'media' }>

/** SVG is left out: it is a document, not a picture. */
const imageTypes = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/
const audioTypes = /^audio\/[\w.+-]+$/

/** Media sent inline is shown; what lies elsewhere is named and never fetched. */
export function Media({ part }: { part: MediaPart }) {
  const inline = inlineSource(part)
  if (inline !== null && imageTypes.test(inline.mimeType)) {
    return (
      // oxlint-disable-next-line next/no-img-element -- inline data, nothing to optimise or fetch
      <img
        src={inline.source}
        alt="Sent with the message"
        className="max-h-80 max-w-full self-start rounded border bg-sunken object-contain"
      />
    )
  }
  if (inline !== null && audioTypes.test(inline.mimeType)) {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a recording of a payload carries no captions
    return <audio controls src={inline.source} aria-label="Audio sent with the message" className="w-full max-w-100" />
  }
  const size = part.base64 === null ? '' : `, ${formatBytes(Math.round(part.base64.length * 0.75))}`
  const place = part.fileId ?? (part.uri?.startsWith('data:') ? 'inline' : part.uri)
  return (
    <div className="text-sm text-ink-2">
      {part.modality} {part.mimeType ? `(${part.mimeType}${size})` : ''}{' '}
      {place ? <code className="[overflow-wrap:anywhere]">{place}</code> : null}
    </div>
  )
}

function inlineSource(part: MediaPart): { source: string; mimeType: string } | null {
  if (part.base64 !== null) {
    const mimeType = part.mimeType ?? (part.modality === 'image' ? 'image/png' : 'audio/wav')
    return { source: `data:${mimeType};base64,${part.base64}`, mimeType }
  }
  const mimeType = /^data:([\w.+/-]+)[;,]/.exec(part.uri ?? '')?.[1]
  return part.uri !== null && mimeType !== undefined ? { source: part.uri, mimeType } : null
}
