office-plain = { $text }
office-nav = Back office
office-nav-short = Back office, in short
office-nav-home = Today
office-nav-sales = Sales
office-nav-orders = Orders
office-nav-approvals = Approvals
office-nav-accounts = Accounts
office-nav-catalog = Catalogue
office-nav-products = Products
office-nav-categories = Categories
office-nav-attributes = Attributes
office-nav-families = Families
office-nav-prices = Prices
office-nav-price-lists = Price lists
office-nav-simulator = Simulator
office-nav-stock-head = Warehouse
office-nav-stock = Stock
office-nav-warehouses = Warehouses
office-nav-system = System
office-nav-mail = Mail
office-nav-jobs = Jobs
office-nav-events = Events
office-nav-audit = Audit trail
office-nav-clients = API clients
office-nav-team = People
office-nav-settings = Settings
office-nav-portal = Go to the portal
office-nav-more = More
office-find = Search orders, accounts, products
office-filters = Filters
office-filter-all = Show everything
office-filtered-empty-title = No results
office-filtered-empty-text = Nothing matches the filters chosen.
office-period = Period
office-period-any = Any time
office-period-today = Today
office-period-week = Last 7 days
office-period-month = Last 30 days
office-export = Export CSV
office-see-all = { $count ->
    [one] See { $count }
   *[other] See all ({ $count })
 }
office-version = Version
office-id = Id
office-identity = Identity
office-related = Related
office-history = History
office-history-note = Who did what, with before and after.
office-history-none = No changes yet.
office-events = Events
office-events-note = The facts announced to other systems, as they left.
office-events-none = No events.
office-event-subject = Subject
office-event-sequence = Sequence
office-event-data = Data of the event
office-correlation = Correlation
office-becomes = becomes
office-external-id = External id
office-conflict-text = Your changes were compared with those made meanwhile. The form already holds the proposed result.
office-conflict-was = Seen when opened
office-conflict-kept = Stays
office-conflict-yours = your value
office-conflict-theirs = the current value
office-conflict-apart = The changes touch different fields: just save again.
office-conflict-choice = Saving again makes what the form shows count.
office-conflict-reload = Discard your changes and start from the current values
office-home-nothing-to-confirm = No orders to confirm.
office-home-nothing-to-ship = No orders to ship.
office-tile-to_confirm = { $count ->
    [one] order to confirm
   *[other] orders to confirm
 }
office-tile-to_ship = { $count ->
    [one] order to ship
   *[other] orders to ship
 }
office-tile-approvals = { $count ->
    [one] waiting for the customer's approval
   *[other] waiting for customers' approval
 }
office-tile-low = { $count ->
    [one] product running out
   *[other] products running out
 }
office-tile-mail = { $count ->
    [one] message to send
   *[other] messages to send
 }
office-tile-jobs = { $count ->
    [one] job failed
   *[other] jobs failed
 }
office-tile-oldest = oldest from { $day }
office-tile-late = { $count ->
    [one] { $count } late
   *[other] { $count } late
 }
office-chart-orders = Orders a day
office-chart-orders-summary = { $count } in 14 days, { $today } today
office-chart-net = Net value of orders
office-chart-net-summary = { $total } in 14 days, { $today } today
office-open-orders = Orders in progress
office-activity = Recent activity
office-low = Running out
office-low-note = Products that open orders draw on and that are nearly gone.
office-low-none = No product on order is running out.
office-available = Available
office-reserved = reserved
office-expected = coming in
office-wanted = wanted by
office-tile-waiting = { $count ->
    [one] job waiting
   *[other] jobs waiting
 }
audited-accent = Colour
audited-accounts = Accounts
audited-active = Active
audited-approval = Approval
audited-brand = Brand
audited-carrier = Carrier
audited-category = Category
audited-city = City
audited-client-id = Client id
audited-code = Code
audited-comment = Comment
audited-count = Count
audited-country = Country
audited-currency = Currency
audited-cut-off-minute = Cut-off time
audited-date = Date
audited-days = Days
audited-email = Email
audited-emails = Emails
audited-family = Family
audited-for = For
audited-foreign-key = External key
audited-group = Group
audited-is-default = Default
audited-kind = Kind
audited-levels = Levels
audited-lines = Lines
audited-locale = Language
audited-market = Market
audited-minimum = Minimum
audited-name = Name
audited-names = Names
audited-net = Net
audited-number = Number
audited-numbers = Numbers
audited-order = Order
audited-order-limit = Limit per order
audited-orders = Orders
audited-parent = Parent company
audited-payment-terms-days = Payment terms (days)
audited-position = Position
audited-postal-code = Postal code
audited-price = Price
audited-priority = Priority
audited-product = Product
audited-products = Products
audited-quantity = Quantity
audited-rate = Rate
audited-reason = Reason
audited-references = References
audited-role = Role
audited-scopes = Permissions
audited-shipment = Shipment
audited-sku = SKU
audited-state = State
audited-step = Multiple
audited-street = Street
audited-time-zone = Time zone
audited-title = Title
audited-unit = Unit
audited-unit-price-decimals = Decimals of prices
audited-user = Person
audited-valid-from = Valid from
audited-valid-to = Valid to
audited-vat-id = VAT number
audited-warehouse = Warehouse
