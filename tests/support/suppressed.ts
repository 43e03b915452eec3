/**
 * `using` reports an error at the end of a scope as a SuppressedError when the test had failed before, and
 * `deno test` does not print the first error. It does print causes.
 */
Object.defineProperty(SuppressedError.prototype, "cause", {
  configurable: true,
  get(this: SuppressedError): unknown {
    return this.suppressed;
  },
});
