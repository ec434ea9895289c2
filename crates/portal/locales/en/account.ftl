login-title = Sign in
login-intro = Prices, stock and orders of { $seller } for your company.
login-email = E-mail
login-password = Password
login-submit = Sign in
login-forgotten = Forgotten password?
login-refused = Wrong e-mail or password.
login-locked = { $seconds ->
    [one] Too many wrong attempts: try again in { $seconds } second.
   *[other] Too many wrong attempts: try again in { $seconds } seconds.
 }
login-demo = People of the demo
back-to-login = Back to sign in
forgotten-title = Forgotten password
forgotten-intro = Enter the e-mail address used to sign in: a link to choose a new password will follow.
forgotten-submit = Send the link
forgotten-sent = If the address belongs to an active user, an e-mail with the link arrives within minutes.
password-title-invitation = Welcome to the portal
password-title-reset = New password
password-new = New password
password-current = Current password
password-hint = At least 12 characters.
password-submit = Set and sign in
password-expired = The link has expired or was already used.
invitation-intro = { $inviter } invites you to work in { $account }. Choose a password to begin.
invitation-intro-short = Choose a password to begin.
home-title = Hello, { $name }
home-all = See all
home-approvals = To approve
home-waiting = Waiting for approval
home-orders = Latest orders
home-often = Often bought
home-reorder = Reorder
home-month = bought this month, net
home-orders-placed = { $count ->
    [one] order received
   *[other] orders received
 }
home-orders-confirmed = { $count ->
    [one] order confirmed
   *[other] orders confirmed
 }
home-orders-partly_shipped = { $count ->
    [one] partly shipped
   *[other] partly shipped
 }
home-orders-shipped = { $count ->
    [one] order on its way
   *[other] orders on their way
 }
account-tab-company = Company and sites
account-tab-people = People
account-tab-cost-centres = Cost centres
account-tab-clients = API clients
account-tab-activity = Activity
account-number = Customer number { $number }
account-sites = Sites
account-vat-id = VAT number
account-country = Country
account-terms = Payment
account-terms-days = { $days ->
    [one] { $days } day from invoice
   *[other] { $days } days from invoice
 }
account-order-limit = Limit per order
account-rep = Sales representative
site-default = default
site-add = Add site
site-code = Code
site-name = Name
site-street = Street
site-postal-code = Postal code
site-city = City
site-province = Province
site-country = Country
site-country-hint = Two-letter code, such as IT.
people-sub = Who works in the portal for the company, in which role and up to which amount.
invite-open = Invite a person
invite-submit = Send the invitation
person-name = Name
person-email = E-mail
person-role = Role
person-state = State
person-limit = Limit per order
person-limit-hint = Above this amount an approval is needed. Empty: no limit.
person-no-limit = no limit
person-last-seen = Last seen
person-resend = Send the invitation again
person-disable = Disable
person-disable-confirm = Disable { $name }? Access ends; orders and records remain.
conflict = The data was changed by somebody else
conflict-by = { $person } has changed this
conflict-field = Field
conflict-theirs = Current value
conflict-mine = Your value
conflict-choice = Saving again makes this page's values count.
conflict-take-theirs = Keep the current values
cost-centres-sub = Shown in the cart, on the order and in exports.
cost-centre-new = New cost centre
cost-centre-code = Code
cost-centre-name = Description
cost-centre-add = Add
cost-centre-close = Close
cost-centre-reopen = Reopen
cost-centres-empty-title = No cost centres
cost-centres-empty-text = With cost centres every cart line knows where it is charged.
clients-sub = Credentials with which the company's systems read prices and send orders.
client-new = New client
client-name = Name
client-add = Create
client-created = Client created
client-created-text = The secret is shown only now: keep it in a safe place.
client-last-used = Last used
client-never-used = Never used
client-revoke = Revoke
client-revoke-confirm = Revoke { $name }? Systems that use it stop working at once.
clients-empty-title = No API clients
clients-empty-text = A client lets your ERP send orders without going through the portal.
scope-catalog-read = Read the catalogue
scope-prices-read = Read prices
scope-stock-read = Read stock
scope-orders-read = Read orders
scope-orders-write = Send orders
scope-carts-write = Manage carts
scope-approvals-write = Decide approvals
scope-accounts-read = Read company data
scope-accounts-write = Change company data
scope-events-read = Read events
activity-sub = Every change, with who made it and in whose name.
activity-empty-title = No activity
activity-empty-text = Invitations, orders and changes appear here.
audit-at = When
audit-actor = Who
audit-what = What
audit-subject = Subject
profile-language-text = The language of pages and e-mails.
profile-password = Password
profile-password-submit = Change password
