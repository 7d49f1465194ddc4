/** A page verifies one file at nobody’s expense: there is no budget to pay from (`check-budget.ts`). */
export class AsyncLocalStorage {
  getStore(): undefined {
    return undefined;
  }
}
