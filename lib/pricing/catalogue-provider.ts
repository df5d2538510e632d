/** Our canonical provider names → ids of the price catalogue, in the order in which they are tried. */
const catalogueIds = new Map<string, readonly string[]>([
  ['openai', ['openai']],
  ['azure.openai', ['azure', 'openai']],
  ['azure.inference', ['azure']],
  ['anthropic', ['anthropic']],
  ['aws.bedrock', ['aws']],
  ['gcp.vertex_ai', ['google', 'anthropic']],
  ['gcp.gemini', ['google']],
  ['mistral', ['mistral']],
  ['cohere', ['cohere']],
  ['groq', ['groq']],
  ['deepseek', ['deepseek']],
  ['xai', ['x-ai']],
  ['perplexity', ['perplexity']],
  ['together', ['together']],
  ['fireworks', ['fireworks']],
  ['cerebras', ['cerebras']],
  ['moonshot', ['moonshotai']],
  ['openrouter', ['openrouter']],
])

/** Catalogue ids to try for a canonical provider; an unknown name is tried as it is, '' means the model alone decides. */
export function catalogueProviders(provider: string): readonly string[] {
  if (provider === '') return []
  return catalogueIds.get(provider) ?? [provider]
}

/** Servers that run on one's own machines: a list price of some vendor for the same model would be wrong. */
const selfHosted = new Set(['ollama', 'vllm', 'lmstudio', 'lm_studio', 'llamafile', 'llama_cpp', 'sglang', 'localai'])

export function isSelfHosted(provider: string): boolean {
  return selfHosted.has(provider)
}
