import { EyeOff } from 'lucide-react'
import { splitMasked } from '#lib/run-view/masked.ts'

/** Text with a mark where the sender took something out. */
export function MaskedText({ text }: { text: string }) {
  const pieces = splitMasked(text)
  if (pieces.length === 1 && !pieces[0]?.isMasked) return text
  return pieces.map((piece, index) =>
    // Pieces have no id; their place in the text is their identity.
    piece.isMasked ? <MaskedMark key={index} mask={piece.text} /> : piece.text,
  )
}

/** Stands where a sender put a placeholder in the place of a value: Tachograph never had the value. */
export function MaskedMark({ mask }: { mask: string }) {
  return (
    <span
      title={`Sent as ${mask}`}
      className="inline-flex items-center gap-1 rounded-sm bg-hover px-1 align-baseline font-sans text-xs whitespace-nowrap text-ink-2"
    >
      <EyeOff aria-hidden className="size-3" />
      masked by the sender
    </span>
  )
}
