const SECTIONS = [
  { href: "/", label: "Boards" },
  { href: "/methods", label: "Methods" },
  { href: "/systems", label: "Systems" },
  { href: "/claims", label: "Claims" },
  { href: "/verifier", label: "Verifier" },
  { href: "/submit", label: "Submit" },
  { href: "/submissions", label: "Submissions" },
  { href: "/health", label: "Health" },
] as const;

const KEYS = [
  ["/", "search"],
  ["j, k", "next and previous row or sample"],
  ["enter", "open the selected row"],
  ["c", "compare the selected run"],
  ["?", "this help"],
] as const;

/** The head of every page. What it does in the browser is in `public/site.js`. */
export function PageHeader() {
  return (
    <header className="border-b border-rule">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
        <a href="/" className="flex items-center gap-2 font-semibold text-ink hover:no-underline">
          <Plumb />
          Plumbline
        </a>
        <nav
          aria-label="Main"
          className="order-last flex w-full flex-wrap gap-x-5 text-[14px] sm:order-none sm:w-auto"
        >
          {SECTIONS.map((section) => (
            <a key={section.href} href={section.href} className="text-quiet hover:text-ink">
              {section.label}
            </a>
          ))}
        </nav>
        <Tools />
      </div>
      <KeySheet />
    </header>
  );
}

function Tools() {
  return (
    <div className="ml-auto flex items-center gap-4 text-[14px]">
      <a href="/search" className="text-quiet hover:text-ink" title="Search (/)">
        <svg width="15" height="15" viewBox="0 0 15 15" fill="none" stroke="currentColor" aria-hidden="true">
          <circle cx="6.5" cy="6.5" r="4.5" strokeWidth="1.5" />
          <path d="M10 10 L14 14" strokeWidth="1.5" />
        </svg>
        <span className="sr-only">Search</span>
      </a>
      <button
        type="button"
        className="cursor-pointer text-quiet hover:text-ink"
        data-theme-switch
        title="Light or dark"
      >
        <span aria-hidden="true">◐</span>
        <span className="sr-only">Switch between light and dark</span>
      </button>
      {/* The script puts the name here, perhaps before the framework looks. */}
      <a href="/sign-in" className="text-quiet hover:text-ink" data-sign-in suppressHydrationWarning>
        Sign in
      </a>
    </div>
  );
}

function KeySheet() {
  return (
    <dialog
      id="keys"
      aria-label="Keys"
      className="m-auto border border-rule-strong bg-paper p-6 text-ink"
      suppressHydrationWarning
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="code">{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}

/** A plumb bob on its line: the mark of the site. */
function Plumb() {
  return (
    <svg width="12" height="20" viewBox="0 0 12 20" aria-hidden="true">
      <line x1="6" x2="6" y1="0" y2="9" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2 9 H10 L6 19 Z" fill="var(--accent)" />
    </svg>
  );
}
