/** Steps of a person, one after the other, told on the console; one that fails does not keep the next from being tried. */
export class Steps {
  passed = 0;
  failed = 0;

  /** True if `action` came to its end. */
  async run(title, action) {
    try {
      await action();
      this.passed++;
      console.log(`ok   ${title}`);
      return true;
    } catch (error) {
      this.failed++;
      console.log(`FAIL ${title}: ${error.message}`);
      return false;
    }
  }

  /** Says how many there were, for `name`, and returns the exit code. */
  sum(name) {
    console.log(`${name}: ${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 ? 1 : 0;
  }
}
