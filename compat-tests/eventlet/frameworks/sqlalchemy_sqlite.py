# compat: timeout=60 needs=sqlalchemy
"""SQLAlchemy's ORM and core over SQLite, from greenthreads."""
import eventlet
eventlet.monkey_patch()
import datetime
import decimal
import sqlalchemy as sa
from sqlalchemy import orm

Base = orm.declarative_base()
tags = sa.Table('tags', Base.metadata, sa.Column('book', sa.ForeignKey('book.id'), primary_key=True),
                sa.Column('tag', sa.ForeignKey('tag.id'), primary_key=True))


class Author(Base):
    __tablename__ = 'author'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), unique=True, nullable=False)
    born = sa.Column(sa.Date)
    books = orm.relationship('Book', back_populates='author', cascade='all, delete-orphan', order_by='Book.title')

    def __repr__(self):
        return 'Author(%r)' % self.name


class Book(Base):
    __tablename__ = 'book'
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Unicode, index=True)
    price = sa.Column(sa.Numeric(8, 2, asdecimal=True))
    author_id = sa.Column(sa.ForeignKey('author.id'))
    author = orm.relationship(Author, back_populates='books')
    tags = orm.relationship('Tag', secondary=tags, backref='books', collection_class=set)
    kind = sa.Column(sa.String, default='plain')
    __mapper_args__ = {'polymorphic_on': kind, 'polymorphic_identity': 'plain'}


class Comic(Book):
    __mapper_args__ = {'polymorphic_identity': 'comic'}
    artist = sa.Column(sa.String)


class Tag(Base):
    __tablename__ = 'tag'
    id = sa.Column(sa.Integer, primary_key=True)
    word = sa.Column(sa.String)


engine = sa.create_engine('sqlite:///books.db', connect_args={'check_same_thread': False})
Base.metadata.create_all(engine)
Session = orm.sessionmaker(engine)
with Session.begin() as session:
    good, old = Tag(word='good'), Tag(word='old')
    a = Author(name='Änne', born=datetime.date(1970, 2, 3))
    a.books = [Book(title='Zoo', price=decimal.Decimal('9.90'), tags={good}), Comic(title='Art', artist='B', tags={good, old})]
    session.add_all([a, Author(name='Bob')])
with Session() as session:
    for author in session.query(Author).order_by(Author.name):
        print(author, author.born, [(b.title, type(b).__name__, b.price, sorted(t.word for t in b.tags)) for b in author.books])
    print(session.execute(sa.select(Author.name, sa.func.count(Book.id)).outerjoin(Book).group_by(Author.id).order_by(Author.name)).all())
    print(session.query(Book).filter(Book.tags.any(Tag.word == 'old')).one().title)
    print(session.query(Author).options(orm.joinedload(Author.books)).filter(Author.name.like('%nn%')).one().books[0].artist)
    session.add(Author(name='Bob'))
    try:
        session.commit()
    except sa.exc.IntegrityError as e:
        print(type(e.orig).__name__, e.orig)
        session.rollback()
    session.delete(session.query(Author).filter_by(name='Änne').one())
    session.commit()
    print(session.query(Book).count(), session.execute(sa.text('select count(*) from tags')).scalar())
print(str(sa.select(Book).where(Book.price > 3).order_by(Book.title.desc()).limit(2).compile(engine)).replace('\n', ' '))


def work(i):
    with Session.begin() as session:
        session.add(Author(name='author %d' % i))
    eventlet.sleep(0.001)
    with Session() as session:
        return session.query(Author).filter_by(name='author %d' % i).one().name


print(list(eventlet.GreenPool(5).imap(work, range(10))))
print(sa.inspect(engine).get_table_names(), [c['name'] for c in sa.inspect(engine).get_columns('book')])
