import { CardHead } from './card-head.tsx'

type CardAskingProps = { title: string; costUsd: string | null; error: Error | null }

/** A card while what its amount is made of is on its way, or cannot be had. */
export function CardAsking({ title, costUsd, error }: CardAskingProps) {
  return (
    <>
      <CardHead title={title} costUsd={costUsd} missing="Unknown" />
      <output className="block px-3 py-4 text-sm text-ink-3">
        {error === null ? 'Asking how it came about …' : `This could not be asked: ${error.message}`}
      </output>
    </>
  )
}
