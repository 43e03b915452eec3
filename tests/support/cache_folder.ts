/** Where packages of others lie for the tests, outside the checkout: AWSUME_TEST_CACHE, else in the person's cache. */
export function cacheFolder(): string {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  return Deno.env.get("AWSUME_TEST_CACHE") ??
    `${Deno.env.get("XDG_CACHE_HOME") ?? `${home}/.cache`}/awsume-tests`;
}
