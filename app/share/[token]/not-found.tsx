import { ShareUnknown } from '#components/export/shared-states.tsx'

export default function ShareNotFound() {
  return <ShareUnknown />
}
