meta-description = Ordering portal of { $seller }: technical catalogue, your account's prices and availability.
skip-to-content = Skip to content
js-restored = Restored what you had typed here.
js-failed = That did not work: reload the page and repeat it.
js-offline = The server does not answer: check the connection and try again.
js-copied = Copied
yes = yes
no = no
action-close = Close
action-cancel = Cancel
action-yes = Confirm
action-copy = Copy
action-save = Save
nav-main = Main navigation
nav-breadcrumbs = Breadcrumbs
nav-home = Home
nav-catalogue = Catalogue
nav-quick-order = Quick order
nav-cart = Cart
nav-orders = Orders
nav-approvals = Approvals
nav-inbox = Inbox
nav-account = Company
nav-office = Back office
nav-profile = Profile
nav-developers = API and developers
nav-logout = Log out
nav-language = Language
nav-theme = Light or dark theme
language-it = Italiano
language-en = English
count-unread = unread:
count-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
 }
search-placeholder = Code, name or characteristic
search-label = Search the catalogue
search-scan = Scan barcode
suggest-all = All results for “{ $query }”
acting-for-person = You are acting for { $person }, { $account }
acting-for-account = You are acting for { $account }
acting-for-stop = Stop
pager-label = Pages
pager-cut = The first { $most } of { $total }: narrow the list to see others.
csv-cut = Only the first { $most } rows are here: narrow the list, or take everything over the API.
pager-range = { $from }–{ $to } of { $total }
pager-previous = Previous
pager-first = From the start
pager-next = Next
filter-apply = Apply
filter-clear = Clear filters
filter-remove = Remove filter
filter-search = Filter
filter-state = State
filter-all-states = All states
foot-reference = Reference
opens-elsewhere = opens in another window
form-optional = optional
role-requester = Requester
role-buyer = Buyer
role-approver = Approver
role-account_admin = Company administrator
role-sales_rep = Sales representative
role-clerk = Order desk
role-pricing_manager = Pricing manager
role-catalog_manager = Catalogue manager
role-logistics = Logistics
role-admin = Administrator
unit-C62 = { $count ->
    [one] pc
   *[other] pcs
 }
unit-H87 = { $count ->
    [one] pc
   *[other] pcs
 }
unit-EA = { $count ->
    [one] pc
   *[other] pcs
 }
unit-PR = { $count ->
    [one] pair
   *[other] pairs
 }
unit-DZN = doz
unit-SET = { $count ->
    [one] set
   *[other] sets
 }
unit-CEN = ×100 pcs
unit-MIL = ×1000 pcs
state-order-placed = Placed
state-order-confirmed = Confirmed
state-order-partly_shipped = Partly shipped
state-order-shipped = Shipped
state-order-delivered = Delivered
state-order-completed = Completed
state-order-cancelled = Cancelled
state-approval-pending = Awaiting approval
state-approval-approved = Approved
state-approval-rejected = Rejected
state-approval-cancelled = Withdrawn
state-person-active = Active
state-person-invited = Invited
state-person-disabled = Disabled
state-active-active = In use
state-active-inactive = Closed
state-client-live = Active
state-client-revoked = Revoked
export-csv = Export CSV
export-products-name = products
