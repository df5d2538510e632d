import { otel } from '#lib/semconv/gen-ai.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'

/** Queries of vector databases, instrumented as databases. */
export const vectorStore: Dialect = {
  name: 'vector-store',
  matchesSpan: ({ attributes }) =>
    attributes.hasPrefix(otel.dbVectorPrefix) ||
    (vectorSystems.has(attributes.text(otel.dbSystem, otel.dbSystemName)) && !attributes.has(otel.dbStatement)),
  mapSpan: (input) => buildSpan(input, { dialect: vectorStore.name, kind: 'retrieval' }),
}

const vectorSystems = new Set(['pinecone', 'chroma', 'qdrant', 'weaviate', 'milvus', 'lancedb', 'marqo', 'vectordb'])
