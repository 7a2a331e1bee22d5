// The part of autocannon's interface that the benches use; it ships no types.
declare module "autocannon" {
  export type Result = { requests: { average: number; total: number }; non2xx: number; errors: number; statusCodeStats?: Record<string, { count: number }>; duration: number; headers?: Record<string, string>; latency: { p50: number; p99: number } };
  export default function autocannon(options: { url: string; connections: number; duration: number; headers?: Record<string, string>; requests?: { path: string; headers?: Record<string, string> }[] }): Promise<Result>;
}
