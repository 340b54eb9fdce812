import type { AxiRule, RuleOn } from "./rule-entry.ts";
import { AXI_RULES } from "./rule-table.ts";

/** Takes a rule that does not hold, with the values that show it. */
type Report = (rule: AxiRule, values: string) => void;

/** A rule at work on one port. */
export class RuleCheck {
  /** How often the rule was put to the test. */
  covered = 0;
  readonly #rule: AxiRule;
  readonly #report: Report;

  constructor(rule: AxiRule, report: Report) {
    this.#rule = rule;
    this.#report = report;
  }

  broken(values: string): void {
    this.#report(this.#rule, values);
  }
}

/** All rules at work on one port. */
export class RuleChecks {
  readonly #checks: ReadonlyMap<string, RuleCheck>;

  constructor(report: Report) {
    this.#checks = new Map(AXI_RULES.map((rule) => [rule.name, new RuleCheck(rule, report)]));
  }

  of({ name }: AxiRule): RuleCheck {
    return this.#checks.get(name)!;
  }

  /** By name, in the order of the table. */
  get covered(): ReadonlyMap<string, number> {
    return new Map([...this.#checks].map(([name, { covered }]) => [name, covered]));
  }
}

/** The rules about one kind of thing. */
export class Judge<T> {
  readonly #rules: readonly { readonly rule: RuleOn<T>; readonly check: RuleCheck }[];
  readonly #show: (seen: T) => string;

  constructor(rules: readonly RuleOn<T>[], checks: RuleChecks, show: (seen: T) => string) {
    this.#rules = rules.map((rule) => ({ rule, check: checks.of(rule) }));
    this.#show = show;
  }

  judge(seen: T): void {
    for (const { rule, check } of this.#rules) {
      if (!rule.applies(seen)) continue;
      check.covered++;
      if (!rule.holds(seen)) check.broken(this.#show(seen));
    }
  }
}
