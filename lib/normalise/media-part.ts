import type { MessagePart } from '#lib/domain/message.ts'
import { isRecord, type JsonRecord, recordOf } from './json.ts'

type MediaPart = Extract<MessagePart, { type: 'media' }>

const typePattern =
  /^(input_)?(image|image_url|audio|video|document|file|blob|uri|media|file_data|inline_data|image-data)$/
const innerKeys = [
  'image_url',
  'input_audio',
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
  'image',
  'audio',
  'video',
  'document',
  'file',
  'source',
] as const

/** An image, sound, video or document in any shape; null when the part is none. */
export function mediaPart(raw: JsonRecord): MediaPart | null {
  const type = typeof raw['type'] === 'string' ? raw['type'] : ''
  const isTyped = typePattern.test(type)
  const key = innerKeys.find((candidate) => raw[candidate] !== undefined && raw[candidate] !== null)
  if (!isTyped && (key === undefined || type !== '')) return null
  const layers = layersOf(raw, key)
  const find = (names: readonly string[]) => findText(layers, names)
  const mimeType = find(['mime_type', 'mimeType', 'media_type', 'mediaType', 'format']) || null
  const link = find(['uri', 'url', 'file_uri', 'fileUri', 'image_url', 'image', 'image_data'])
  const data = find(['data', 'bytes', 'content', 'base64', 'file_data']) || dataOf(link)
  return {
    type: 'media',
    modality: modalityOf(find(['modality']) || mimeType || '', type, key ?? ''),
    mimeType,
    uri: link !== '' && !link.startsWith('data:') ? link : null,
    fileId: find(['file_id', 'fileId']) || null,
    base64: data === '' ? null : data,
  }
}

/** The record itself and up to two levels of what it wraps (`{image: {source: {bytes}}}`). */
function layersOf(raw: JsonRecord, key: string | undefined): JsonRecord[] {
  const layers = [raw]
  const inner = key === undefined ? null : recordOf(raw[key])
  if (!inner) return layers
  layers.push(inner)
  for (const name of ['source', 'image', 'url']) {
    const nested = inner[name]
    if (isRecord(nested)) layers.push(nested)
  }
  return layers
}

function findText(layers: readonly JsonRecord[], names: readonly string[]): string {
  for (const layer of layers) {
    for (const name of names) {
      const value = layer[name]
      if (typeof value === 'string' && value !== '') return value
    }
  }
  return ''
}

function dataOf(link: string): string {
  const comma = link.startsWith('data:') ? link.indexOf(',') : -1
  return comma < 0 ? '' : link.slice(comma + 1)
}

function modalityOf(hint: string, type: string, key: string): MediaPart['modality'] {
  const text = `${hint} ${type} ${key}`.toLowerCase()
  if (text.includes('image') || /\b(png|jpe?g|gif|webp)\b/.test(text)) return 'image'
  if (text.includes('audio') || /\b(mp3|wav|pcm16)\b/.test(text)) return 'audio'
  if (text.includes('video')) return 'video'
  return /document|pdf|text\//.test(text) ? 'document' : 'other'
}
